export const PORT = 4173;

/** Where the browser tests find the demo chamber. */
export const ORIGIN = `http://localhost:${PORT}`;
