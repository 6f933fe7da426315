const mediaExtensions = new Set([
	'wav',
	'wave',
	'mp3',
	'ogg',
	'oga',
	'opus',
	'flac',
	'm4a',
	'aac',
	'mp4',
	'm4v',
	'mov',
	'webm',
	'mka',
	'mkv',
	'wma',
	'aif',
	'aiff',
	'caf',
	'alac'
]);

/** What a folder is searched for; single files are tried whatever they are called. */
export function isLikelyMedia(file: { readonly name: string; readonly type: string }): boolean {
	if (/^(audio|video)\//.test(file.type)) return true;
	return mediaExtensions.has(file.name.toLowerCase().split('.').at(-1) ?? '');
}
