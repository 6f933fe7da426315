/** What a file is by its first bytes, whatever its name says. */
export type Found =
	| { readonly kind: 'wave' }
	| { readonly kind: 'aiff' }
	/** Sound that neither we nor the platform can decode. */
	| { readonly kind: 'unsupported'; readonly codec: string }
	| { readonly kind: 'protected'; readonly scheme: string }
	/** Surely no sound: words for the message, such as `a web page`. */
	| { readonly kind: 'other'; readonly what: string }
	/** Leave it to the demuxers. */
	| { readonly kind: 'unknown' };

export const sniffBytes = 64;

const signatures: readonly (readonly [offset: number, bytes: string, found: Found])[] = [
	[0, '\x30\x26\xb2\x75\x8e\x66\xcf\x11', { kind: 'unsupported', codec: 'Windows Media Audio (WMA)' }],
	[0, '.RMF', { kind: 'unsupported', codec: 'RealAudio' }],
	[0, 'caff', { kind: 'unsupported', codec: 'Core Audio Format (CAF)' }],
	[0, 'MAC ', { kind: 'unsupported', codec: "Monkey's Audio (APE)" }],
	[0, 'wvpk', { kind: 'unsupported', codec: 'WavPack' }],
	[0, 'MPCK', { kind: 'unsupported', codec: 'Musepack' }],
	[0, 'MP+', { kind: 'unsupported', codec: 'Musepack' }],
	[0, 'TTA1', { kind: 'unsupported', codec: 'True Audio (TTA)' }],
	[0, 'DSD ', { kind: 'unsupported', codec: 'DSD' }],
	[0, 'FRM8', { kind: 'unsupported', codec: 'DSD' }],
	[0, '#!AMR', { kind: 'unsupported', codec: 'AMR' }],
	[0, 'riff\x2e\x91\xcf\x11', { kind: 'unsupported', codec: 'Wave64' }],
	[8, 'AVI ', { kind: 'unsupported', codec: 'AVI video' }],
	[4, 'ftypaax', { kind: 'protected', scheme: 'Audible' }],
	[4, 'ftypM4P', { kind: 'protected', scheme: 'iTunes' }],
	[0, '\x89PNG', { kind: 'other', what: 'a PNG picture' }],
	[0, '\xff\xd8\xff', { kind: 'other', what: 'a JPEG picture' }],
	[0, 'GIF8', { kind: 'other', what: 'a GIF picture' }],
	[8, 'WEBP', { kind: 'other', what: 'a WebP picture' }],
	[4, 'ftypheic', { kind: 'other', what: 'a HEIC picture' }],
	[4, 'ftypavif', { kind: 'other', what: 'an AVIF picture' }],
	[0, '%PDF', { kind: 'other', what: 'a PDF document' }],
	[0, 'PK\x03\x04', { kind: 'other', what: 'a ZIP archive or a document' }],
	[0, '\x1f\x8b', { kind: 'other', what: 'a compressed archive' }],
	[0, '7z\xbc\xaf', { kind: 'other', what: 'a compressed archive' }],
	[0, 'Rar!', { kind: 'other', what: 'a compressed archive' }],
	[0, 'MThd', { kind: 'other', what: 'a MIDI file' }],
	[0, '\x7fELF', { kind: 'other', what: 'a program' }],
	[0, 'MZ', { kind: 'other', what: 'a program' }]
];

/** @param head the first `sniffBytes` of the file, or all of it */
export function sniff(head: Uint8Array): Found {
	const text = String.fromCharCode(...head);
	if (/^(RIFF|RIFX|RF64)....WAVE/s.test(text)) return { kind: 'wave' };
	if (/^FORM....AIF[FC]/s.test(text)) return { kind: 'aiff' };
	for (const [offset, bytes, found] of signatures) {
		if (text.startsWith(bytes, offset)) return found;
	}
	if (/^(\xef\xbb\xbf)?\s*<(!doctype|html|head|body|script|svg|\?xml|!--)/i.test(text)) {
		return { kind: 'other', what: /<svg|<\?xml/i.test(text) ? 'an XML document' : 'a web page' };
	}
	if (head.length > 0 && head.every(isTextByte)) return { kind: 'other', what: 'a text file' };
	return { kind: 'unknown' };
}

const isTextByte = (byte: number): boolean => byte >= 32 || byte === 9 || byte === 10 || byte === 13;
