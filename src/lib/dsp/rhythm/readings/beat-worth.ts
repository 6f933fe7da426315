import type { Network } from '../../notes/fitted/network.ts';
import { FrameView } from './frame-view.ts';
import type { RhythmFeatures } from '../hearing/features.ts';

/** No frame alone decides. */
const most = 4;
const least = -3;
/** Neighbouring evidence overlaps: it counts in part. */
const weight = 0.5;

/**
 * What a beat at each frame would be worth: how much likelier its onsets and changes of harmony are on a beat than beside
 * one, as the network was fitted to tell.
 */
export function toBeatWorth(features: RhythmFeatures, network: Network): Float32Array {
	const view = new FrameView(features);
	const worth = new Float32Array(features.frameCount);
	for (let frame = 0; frame < worth.length; frame++)
		worth[frame] = weight * Math.max(least, Math.min(most, network.logit(view.at(frame), 0)));
	return worth;
}
