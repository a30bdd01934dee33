/** The day at the reader's, ISO. The only clock of the site. */
export const isoToday = () => new Date().toISOString().slice(0, 10);
