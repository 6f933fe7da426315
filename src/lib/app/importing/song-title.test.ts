import { expect, it } from 'vitest';
import { titleFromFileName } from './song-title.ts';

it.each([
	['Careless_Love take 2.wav', 'Careless Love take 2'],
	['folder/deep/name with spaces & ümlaut 音楽.wav', 'name with spaces & ümlaut 音楽'],
	['Op. 28 No. 4', 'Op. 28 No. 4'],
	['.mp3', '.mp3'],
	['', 'Untitled'],
	['v1.2 final.flac', 'v1.2 final']
])('%j becomes %j', (fileName, title) => expect(titleFromFileName(fileName)).toBe(title));
