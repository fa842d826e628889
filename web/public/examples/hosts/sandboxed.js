// What the script of Share does for the frames that it writes: it keeps each as high as its figure says it is.
addEventListener('message', ({ data, source }) => {
  if (data?.type !== 'activation-playground:resize') return;
  for (const frame of document.getElementsByTagName('iframe'))
    if (frame.contentWindow === source) frame.height = String(data.height);
});
