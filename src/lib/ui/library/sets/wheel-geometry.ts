import { toCamelot } from '$core/harmony/camelot.ts';
import type { MusicalKey } from '$core/harmony/chord.ts';

export interface WheelPoint {
	readonly x: number;
	readonly y: number;
}

/** The wheel is drawn in a box of this size, its middle at half of it. */
export const wheelSize = 200;
const middle = wheelSize / 2;
export const wheelRings = { outer: 96, between: 70, inner: 44 } as const;

/** The angle of a number, 12 at the top, clockwise, radians. */
export function wheelAngle(number: number): number {
	return ((number % 12) * Math.PI) / 6 - Math.PI / 2;
}

export function wheelPoint(radius: number, angle: number): WheelPoint {
	return { x: middle + radius * Math.cos(angle), y: middle + radius * Math.sin(angle) };
}

/** The middle of a key's field. */
export function keyPoint(key: MusicalKey): WheelPoint {
	const { number, letter } = toCamelot(key);
	const { outer, between, inner } = wheelRings;
	return wheelPoint(letter === 'B' ? (outer + between) / 2 : (between + inner) / 2, wheelAngle(number));
}

/** The outline of a field as an SVG path: a piece of a ring. */
export function fieldPath(number: number, letter: 'A' | 'B'): string {
	const { outer, between, inner } = wheelRings;
	const [far, near] = letter === 'B' ? [outer, between] : [between, inner];
	const half = Math.PI / 12;
	const angle = wheelAngle(number);
	const corners = [
		wheelPoint(far, angle - half),
		wheelPoint(far, angle + half),
		wheelPoint(near, angle + half),
		wheelPoint(near, angle - half)
	].map(({ x, y }) => `${x.toFixed(2)} ${y.toFixed(2)}`);
	return `M${corners[0]}A${far} ${far} 0 0 1 ${corners[1]}L${corners[2]}A${near} ${near} 0 0 0 ${corners[3]}Z`;
}

/** A bow from one key to another that bends towards the middle, so that there and back are told apart. */
export function transitionPath(from: MusicalKey, to: MusicalKey): string {
	const [one, other] = [keyPoint(from), keyPoint(to)];
	const bend = 0.35;
	const x = (one.x + other.x) / 2 + bend * (middle - (one.x + other.x) / 2) + 0.12 * (other.y - one.y);
	const y = (one.y + other.y) / 2 + bend * (middle - (one.y + other.y) / 2) - 0.12 * (other.x - one.x);
	return `M${one.x.toFixed(2)} ${one.y.toFixed(2)}Q${x.toFixed(2)} ${y.toFixed(2)} ${other.x.toFixed(2)} ${other.y.toFixed(2)}`;
}
