/**
 * Items of the shared evaluation folder by which the decoder's few scalar settings were chosen (threshold, onset lag,
 * leaning of the end finder), beside made music: every second one. The fitted weights know none of them.
 */
export const tunedIds: ReadonlySet<string> = new Set([
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
	'band_slakh_01501',
	'asap_beethoven_op13_2',
	'asap_haydn_hob50_1',
	'asap_schubert_moment_musical_3',
	'guitar_steel_g_solo_119',
	'strings_bach_fugue_bwv846',
	'band_openmsx_5432gone_5_4',
	'mma_softrock_d_120',
	'take_carelesslove_01',
	'take_lavendersblue_05',
	'take_theblues_08',
	'vienna_chopin_op10_no3_p09'
]);
