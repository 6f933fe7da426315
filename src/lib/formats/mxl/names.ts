export const containerName = 'META-INF/container.xml';
/** Stands first and uncompressed, so that the type of the archive can be told by its bytes. */
export const mimeName = 'mimetype';
export const mxlType = 'application/vnd.recordare.musicxml';
/** Of the music file inside. */
export const musicType = 'application/vnd.recordare.musicxml+xml';
