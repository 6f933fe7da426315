/** In what form the notes leave. */
export type TakeAwayKind = 'midi' | 'csv' | 'json';
