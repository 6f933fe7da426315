import { z } from 'zod';

/** A measured round trip: from what the app sends out to the same in what it records. */
export const measuredLatencySchema = z.object({
	inputLabel: z.string().max(500),
	outputLabel: z.string().max(500),
	sampleRateHz: z.number().int().positive(),
	latencySeconds: z.number().min(0).max(2),
	/** Half the width within which the repetitions agreed. */
	spreadSeconds: z.number().min(0).max(2),
	/** 0 to 1. */
	confidence: z.number().min(0).max(1),
	method: z.enum(['loopback', 'tap', 'typed']),
	measuredAtMs: z.number().nonnegative()
});
export type MeasuredLatency = z.infer<typeof measuredLatencySchema>;

export const latencyBookSchema = z.array(measuredLatencySchema).max(200);

/** Answers of a measurement; null when nothing certain was heard. */
export interface LatencyMeasurement {
	readonly latencySeconds: number;
	readonly spreadSeconds: number;
	readonly confidence: number;
}

/** Measures the devices that the recorder has open. */
export interface LatencyMeter {
	/** Plays short sweeps and listens for them, about 5 s; aborts by the signal. Null when they were not heard clearly. */
	measure(signal: AbortSignal, onProgress: (fraction: number) => void): Promise<LatencyMeasurement | null>;
	/** The output's label as far as the browser says; empty for the system's choice. */
	outputLabel(): Promise<string>;
}
