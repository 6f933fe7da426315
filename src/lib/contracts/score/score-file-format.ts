/** Files of written music that can be read, told by their bytes. */
export const scoreFileFormats = ['midi', 'musicxml', 'mxl', 'guitar-pro', 'abc', 'chordpro', 'ascii-tab', 'score-json'] as const;
export type ScoreFileFormat = (typeof scoreFileFormats)[number];
