/**
 * Gains of an equal-power crossfade: their squares sum to 1, so two unrelated sounds stay as loud all the way.
 * @param balance 0 the first alone, 1 the second alone; clamped
 */
export function equalPowerGains(balance: number): { readonly first: number; readonly second: number } {
	const angle = (Math.max(0, Math.min(1, Number.isFinite(balance) ? balance : 0.5)) * Math.PI) / 2;
	return { first: balance >= 1 ? 0 : Math.cos(angle), second: Math.sin(angle) };
}

/** Gain of a volume control: squared, which is near to how loudness is felt. @param volume 0 to 1; clamped */
export function volumeGain(volume: number): number {
	return Math.max(0, Math.min(1, Number.isFinite(volume) ? volume : 0)) ** 2;
}
