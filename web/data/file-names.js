// What the names of data files say.

/** Whether a file's name is that of a table, plain or gzip, and no experiment's. @param {string} name */
export const isTableName = (name) => /\.(csv|tsv|tab|txt|data|dat|all-data)(\.gz)?$/i.test(name);

/** Whether it is that of a spreadsheet program's own file, which holds its tables in another form. @param {string} name */
export const isWorkbookName = (name) => /\.(xlsx?|xlsm|ods|numbers)$/i.test(name);

/** The name of what a gzip file holds; any other name as it is. @param {string} name */
export const unpackedName = (name) => name.replace(/\.gz$/i, '');

/** The largest table that is read, packed or unpacked: one of two million rows. */
export const kMostTableBytes = 200 * 2 ** 20;

/** A file's name as the engine lists it: without .gz, and with the dash that some copies of MNIST have a dot for. @param {string} name */
export const plainFileName = (name) => unpackedName(name).replace(/\.(idx\d)/, '-$1');

/** A table's name without its kind. @param {string} name */
export const baseOf = (name) => unpackedName(name).replace(/\.[^.]+$/, '');

/** What two files are called as one table. @param {string} table @param {string} target the file of the column to be predicted */
export const joinedName = (table, target) => `${baseOf(table)}+${baseOf(target)}.csv`;
