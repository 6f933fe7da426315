import type { TakeDraft } from '$contracts/recording/take.ts';
import { songSecondsAt } from '$dsp/latency/index.ts';

type Place = TakeDraft['place'];

/** What is told of the song may shake by this much, seconds. */
const shakeSeconds = 0.03;
/** A change is looked for at least this often, seconds. */
const backSeconds = 0.4;

/** Writes down where the song was while a take runs: every pause, jump and change of speed is a turn. */
export class PlaceFollower {
	readonly #firstSeconds: number;
	#place: Place;

	/** @param firstSeconds context second of the take's first frame, at which `place` says where the song was */
	constructor(firstSeconds: number, place: Place) {
		this.#firstSeconds = firstSeconds;
		this.#place = place;
	}

	get place(): Place {
		return this.#place;
	}

	/**
	 * @param speed song seconds a second, 0 while it stands
	 * @returns whether a turn was found
	 */
	look(contextSeconds: number, songSeconds: number, speed: number): boolean {
		const takeSeconds = contextSeconds - this.#firstSeconds;
		if (takeSeconds < 0) return false;
		const place = this.#place;
		const last = place.turns.at(-1) ?? { takeSeconds: 0, songSeconds: place.songSeconds, speed: place.speed };
		const due = songSecondsAt(place, 0, takeSeconds);
		const off = songSeconds - due;
		if (Math.abs(off) < shakeSeconds && Math.abs(speed - last.speed) < 0.005) return false;
		// Two lines meet where the speed changed; a jump has no such point.
		const back = speed === last.speed ? 0 : off / (speed - last.speed);
		const ago = back >= 0 && back < backSeconds ? Math.min(back, takeSeconds - last.takeSeconds) : 0;
		const turn = { takeSeconds: takeSeconds - ago, songSeconds: songSeconds - ago * speed, speed };
		this.#place =
			turn.takeSeconds <= 0
				? { ...place, songSeconds: turn.songSeconds, speed }
				: { ...place, turns: [...place.turns.filter((old) => old.takeSeconds < turn.takeSeconds), turn] };
		return true;
	}
}
