/** How files of written music are called; what they are is told by their bytes. */
const scoreExtensions = [
	'mid',
	'midi',
	'kar',
	'rmi',
	'musicxml',
	'xml',
	'mxl',
	'gp',
	'gp3',
	'gp4',
	'gp5',
	'gpx',
	'abc',
	'cho',
	'crd',
	'chopro',
	'chordpro',
	'pro',
	'tab',
	'txt'
];

/** What the pickers offer; the importer judges by the bytes. */
export const musicTypes = [
	'audio/*,video/mp4,video/webm,.wav,.mp3,.flac,.ogg,.oga,.opus,.m4a,.aac,.mp4,.webm,.aif,.aiff',
	...scoreExtensions.map((extension) => `.${extension}`)
].join(',');

const musicExtensions = new Set([
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
	'alac',
	...scoreExtensions
]);

/** What a folder is searched for; single files are tried whatever they are called. */
export function isLikelyMusic(file: { readonly name: string; readonly type: string }): boolean {
	if (/^(audio|video)\//.test(file.type)) return true;
	return musicExtensions.has(file.name.toLowerCase().split('.').at(-1) ?? '');
}
