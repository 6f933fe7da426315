import type { Part, Score } from '$core/score/index.ts';

/** What `format` says in the file. */
export const scoreJsonFormat = 'woodshed-score';

/**
 * A score as JSON: `{format: 'woodshed-score', version: 1, ticksPerQuarter: 10080, score}`, where `score` is the Score of
 * `core/score/score.ts` without what belongs to this device (its id, its song's, its revision and the name of its evidence). A note,
 * bar or mark stands on a line of its own, so that two files can be compared. docs/formats.md describes the fields.
 */
export function toScoreJson(score: Score): string {
	const { id: _id, songId: _songId, revision: _revision, evidenceKey: _key, parts, ...own } = score;
	const head = { format: scoreJsonFormat, version: 1, ticksPerQuarter: 10_080 };
	return `${object(head, { score: object({}, { ...fields(own), parts: list(parts.map(partJson)) }) })}\n`;
}

function partJson(part: Part): string {
	return object({}, fields(part));
}

/** Each value as JSON; lists with an item on a line. */
function fields(record: object): Record<string, string> {
	return Object.fromEntries(
		Object.entries(record)
			.filter(([, value]) => value !== undefined)
			.map(([name, value]: [string, unknown]) => [
				name,
				Array.isArray(value) ? list(value.map((item) => JSON.stringify(item))) : JSON.stringify(value)
			])
	);
}

const list = (items: readonly string[]): string => (items.length === 0 ? '[]' : `[\n${items.join(',\n')}\n]`);

function object(plain: object, written: Readonly<Record<string, string>>): string {
	const members = Object.entries({ ...fields(plain), ...written });
	return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join(',')}}`;
}
