interface Lasting {
	readonly durationSeconds: number;
}

/** How long a song is, seconds: its recording, or its written music as it is played. */
export const songSeconds = (song: { readonly recording?: Lasting | undefined; readonly written?: Lasting | undefined }): number =>
	(song.recording ?? song.written)?.durationSeconds ?? 0;
