// Whether the code stands in a page of its own site. A foreign page may start no worker from the files of ours: the attempt
// fails, and in Firefox it is reported as an error of the page besides.

export const site = { isForeign: false };
