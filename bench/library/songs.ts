import type { Song } from '../../src/lib/contracts/song.ts';
import { songOf } from '../../tests/fixtures/songs.ts';

const adjectives = ['Slow', 'Blue', 'Late', 'Golden', 'Broken', 'Quiet', 'Northern', 'Restless', 'Paper', 'Silver'];
const nouns = ['River', 'Train', 'Window', 'Summer', 'Letter', 'Harbour', 'Waltz', 'Lantern', 'Orchard', 'Morning'];
const artists = ['Ada Rowan', 'The Lathe', 'Orsolya', 'Brass & Timber', 'K. Mori', 'Late Shift', 'Nine Elms', 'Juno'];
const tags = ['gospel', 'ballad', 'jazz', 'set', 'wedding', 'slow', 'learn', 'duet'];
const dayMs = 86_400_000;

/** As many songs as asked for, the same ones each time, with everything that a list can be asked for. */
export function toSongs(count: number, nowMs: number): Song[] {
	return Array.from({ length: count }, (_, i) =>
		songOf(`song-${String(i).padStart(6, '0')}`, {
			title: `${adjectives[i % 10] ?? ''} ${nouns[Math.floor(i / 10) % 10] ?? ''} ${i}`,
			artist: artists[(i * 7) % artists.length] ?? '',
			tags: [tags[i % tags.length] ?? '', tags[(i * 3 + 1) % tags.length] ?? ''].filter(
				(tag, at, all) => all.indexOf(tag) === at
			),
			addedAtMs: nowMs - (i % 900) * dayMs,
			music: {
				bpm: 55 + ((i * 37) % 1300) / 10,
				beatsPerBar: [4, 3, 6][i % 3] ?? 4,
				key: { tonic: (i * 5) % 12, mode: i % 2 === 0 ? 'major' : 'minor' },
				energy: ((i * 13) % 100) / 100,
				danceability: ((i * 29) % 100) / 100,
				integratedLufs: -8 - ((i * 11) % 120) / 10
			},
			...(i % 4 === 0 ? { rating: (i % 5) + 1 } : {}),
			...(i % 3 === 0 ? { lastPractisedAtMs: nowMs - (i % 200) * dayMs } : {})
		})
	);
}
