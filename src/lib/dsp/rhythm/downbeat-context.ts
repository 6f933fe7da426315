/** Measures of each beat, standardised over the recording. */
export const beatMeasures = 8;
/** Beats looked at before and after. */
const reach = 4;
export const contextWidth = (2 * reach + 1) * beatMeasures;

const context = new Float32Array(contextWidth);

/** The measures of a beat and its neighbours, in order; the average, which is 0, where there are none. Valid until the next call. */
export function toContext(measures: Float32Array, beat: number): Float32Array {
	for (let offset = -reach; offset <= reach; offset++) {
		const from = (beat + offset) * beatMeasures;
		for (let column = 0; column < beatMeasures; column++)
			context[(offset + reach) * beatMeasures + column] = measures[from + column] ?? 0;
	}
	return context;
}
