import type { Criterion } from './query.ts';

/** One condition for "this or that", where both ask for the same thing and it can be either; null otherwise. */
export function joinAlternatives(one: Criterion, other: Criterion): Criterion | null {
	if (one.kind === 'key' && other.kind === 'key') {
		const added = other.keys.filter(({ tonic, mode }) => !one.keys.some((key) => key.tonic === tonic && key.mode === mode));
		return { kind: 'key', keys: [...one.keys, ...added].slice(0, 24) };
	}
	if (one.kind === 'meter' && other.kind === 'meter')
		return { kind: 'meter', beatsPerBar: [...new Set([...one.beatsPerBar, ...other.beatsPerBar])].sort((a, b) => a - b) };
	return null;
}
