import { expect, it } from 'vitest';
import { mayBeWritten } from './tell-written.ts';

const latin1 = (text: string): Uint8Array => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

it.each<[string, Uint8Array, boolean]>([
	['a MIDI file', latin1('MThd\0\0\0\u0006'), true],
	['MIDI in RIFF', latin1('RIFF\u0010\0\0\0RMIDdata'), true],
	['an archive', latin1('PK\u0003\u0004\u0014\0'), true],
	['Guitar Pro 5', latin1('\u0018FICHIER GUITAR PRO v5.10\0'), true],
	['Guitar Pro 6', latin1('BCFZ\0\u0001'), true],
	['text', latin1('X:1\r\nK:C\tCDEF\f\n'), true],
	['text in UTF-16', Uint8Array.of(0xff, 0xfe, 0x3c, 0, 0x3f, 0), true],
	['text with letters beyond ASCII', new TextEncoder().encode('\ufeff{title: Été}'), true],
	['nothing', new Uint8Array(0), false],
	['WAV', latin1('RIFF\u0010\0\0\0WAVEfmt '), false],
	['FLAC', latin1('fLaC\0\0\0"'), false],
	['Ogg', latin1('OggS\0\u0002'), false],
	['MP3 with a tag', latin1('ID3\u0003\0\0'), false],
	['bare MP3', Uint8Array.of(0xff, 0xfb, 0x90, 0x04), false],
	['MPEG layer I', Uint8Array.of(0xff, 0xfe, 0x90, 0x04), false],
	['MP4', latin1('\0\0\0\u0020ftypM4A '), false]
])('%s', (_, head, may) => expect(mayBeWritten(head)).toBe(may));
