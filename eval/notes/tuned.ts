import { tunedIds as scoreTunedIds } from '../score/tuned.ts';

/**
 * Items of the shared evaluation folder by which the decoder's few scalar settings were chosen (threshold, onset lag,
 * leaning of the end finder), beside made music: every second one, those of the score task among them. The fitted weights know
 * none of them.
 */
export const tunedIds: ReadonlySet<string> = new Set([
	...scoreTunedIds,
	'piano_maps_chopin_prelude_op28_14',
	'piano_maps_schumann_op15_9',
	'piano_maps_tchaikovsky_may',
	'piano_maps_mozart_k332_2',
	'piano_maps_mendelssohn_op62_5',
	'guitar_guitarset_g_solo_2s',
	'violin_bach_bwv1006_mov4_colbentson',
	'triads_24_essentia',
	'note_eguitar_clean_s6f22',
	'note_flute_c4',
	'piano_slakh_ragtime',
	'band_slakh_01501'
]);
