/** The axes on which harmony is heard: a stream at a quarter of 44,100 Hz, 3 bins to a semitone, 88 notes. */
export const inputRateHz = 44_100;
export const listenRateHz = inputRateHz / 4;
export const windowSamples = 4096;
export const hopSamples = 1024;
export const frameSeconds = hopSamples / listenRateHz;
export const lowestNoteMidi = 21;
export const noteCount = 88;
export const binsPerNote = 3;
/** Bin `3 n + 1` lies on note n at A4 = 440 Hz. */
export const binCount = noteCount * binsPerNote;

/** Fractional MIDI number of a log-frequency bin. */
export const toBinMidi = (bin: number): number => lowestNoteMidi + (bin - 1) / binsPerNote;
export const toHz = (midi: number): number => 440 * 2 ** ((midi - 69) / 12);
export const toMidi = (hz: number): number => 69 + 12 * Math.log2(hz / 440);

/** The middle of frame `index`, seconds: the first window is centred on the beginning of the sound. */
export const toFrameSeconds = (index: number): number => index * frameSeconds;
