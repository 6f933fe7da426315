/** What a level meter shows. */
export interface MeterState {
	/** dBFS, `floorDb` to 0. */
	readonly levelDb: number;
	readonly peakDb: number;
	/** How long the peak mark has stood, seconds. */
	readonly peakAgeSeconds: number;
	/** A sample reached full scale since the lamp was last put out. */
	readonly hasClipped: boolean;
}

export const floorDb = -60;
export const silentMeter: MeterState = { levelDb: floorDb, peakDb: floorDb, peakAgeSeconds: 0, hasClipped: false };

/** Fall of a digital peak programme meter: 20 dB in 1.7 s (IEC 60268-18). */
const fallDbPerSecond = 20 / 1.7;
const peakHoldSeconds = 1.5;

/** Amplitude, 1 at full scale, to dBFS, held between the floor and 0; NaN is silence. */
export function levelDbOf(amplitude: number): number {
	if (!(amplitude > 0)) return floorDb;
	return Math.max(floorDb, Math.min(0, 20 * Math.log10(amplitude)));
}

/** The meter a moment later: it rises at once and falls at a fixed speed, so that the eye can follow. */
export function stepMeter(state: MeterState, amplitude: number, elapsedSeconds: number): MeterState {
	const nowDb = levelDbOf(amplitude);
	const levelDb = Math.max(nowDb, state.levelDb - fallDbPerSecond * elapsedSeconds, floorDb);
	const isNewPeak = nowDb >= state.peakDb;
	const peakAgeSeconds = isNewPeak ? 0 : state.peakAgeSeconds + elapsedSeconds;
	const held =
		peakAgeSeconds <= peakHoldSeconds ? state.peakDb : Math.max(levelDb, state.peakDb - fallDbPerSecond * elapsedSeconds);
	return { levelDb, peakDb: isNewPeak ? nowDb : held, peakAgeSeconds, hasClipped: state.hasClipped || amplitude >= 1 };
}

/** Where a level stands on the scale, 0 at the floor and 1 at full scale: the upper 20 dB take half of it. */
export function meterPlace(db: number): number {
	const inside = Math.max(floorDb, Math.min(0, db));
	return inside >= -20 ? 1 + inside / 40 : 0.5 * ((inside - floorDb) / (-20 - floorDb));
}
