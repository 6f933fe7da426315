/** From this width on the transcription panel stands beside the roll; below, it is a sheet. */
export const besideQuery = 'width >= 1100px';
