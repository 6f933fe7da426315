/** The two faces of a song: what sounds along time, and its chords on paper. */
export const songFaces = ['timeline', 'sheet'] as const;
export type SongFace = (typeof songFaces)[number];
