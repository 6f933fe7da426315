import { chordQualities, type Chord, type MusicalKey } from '$core/harmony/chord.ts';
import { fromChordName, toChordName } from '$core/harmony/chord-names.ts';
import { toKeyName, toPitchClassName } from '$core/harmony/keys.ts';

/** Names with the signs that are printed: B♭ for Bb. */
function printed(name: string): string {
	return name.replaceAll('b', '♭').replaceAll('#', '♯');
}

/** As a lead sheet prints it, spelled by the key: `E♭maj7/G`; `N.C.` for null. */
export function chordText(chord: Chord | null, key: MusicalKey | null): string {
	return printed(toChordName(chord, key ?? undefined));
}

export function pitchClassText(pitchClass: number, key: MusicalKey | null): string {
	return printed(toPitchClassName(pitchClass, key ?? undefined));
}

/** `E♭ major`. */
export function keyText(key: MusicalKey): string {
	return printed(toKeyName(key));
}

/** As it is typed on a keyboard without signs for sharp and flat. */
export function chordToType(chord: Chord | null, key: MusicalKey | null): string {
	return toChordName(chord, key ?? undefined);
}

/** The kinds that chords usually come in, for completions. */
const ways: readonly Chord['quality'][] = [...chordQualities];

/** Chords whose names begin as someone types, shortest first: those of the letters typed, at most `count`. */
export function chordsLike(text: string, key: MusicalKey | null, count = 8): readonly Chord[] {
	const plain = text.trim().replaceAll('♭', 'b').replaceAll('♯', '#');
	const match = /^([A-Ga-g])([b#]?)/.exec(plain);
	const root = match === null ? null : fromChordName(match[0]);
	if (root === null || root === undefined) return [];
	const [suffix = ''] = plain.slice(match?.[0].length ?? 0).split('/');
	const wanted = suffix.toLowerCase();
	return ways
		.map((quality): Chord => ({ root: root.root, quality }))
		.filter((chord) =>
			toChordName(chord, key ?? undefined)
				.replace(/^[A-G][b#]?/, '')
				.toLowerCase()
				.startsWith(wanted)
		)
		.slice(0, count);
}

/** What a screen reader makes of a chord: letters and words. */
export function chordWords(chord: Chord | null, key: MusicalKey | null): string {
	return chord === null
		? 'no chord'
		: chordText(chord, key).replaceAll('♭', ' flat ').replaceAll('♯', ' sharp ').replace('/', ' over ');
}
