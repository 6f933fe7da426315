import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { PitchTruth } from './page/pitch-truth.ts';

const noteSchema = z.object({ onset: z.number(), offset: z.number(), pitch: z.number(), pitch_exact: z.number().optional() });
const regionSchema = z.union([
	z
		.tuple([z.number(), z.number()])
		.rest(z.unknown())
		.transform(([start, end]): [number, number] => [start, end]),
	z.object({ start: z.number(), end: z.number() }).transform(({ start, end }): [number, number] => [start, end])
]);
const truthSchema = z
	.object({
		f0: z.array(z.tuple([z.number(), z.number()])).optional(),
		notes: z.array(noteSchema).optional(),
		notes_machine_consensus: z.array(noteSchema).optional(),
		uncertain_regions: z.array(regionSchema).optional()
	})
	.transform(({ f0, notes, notes_machine_consensus: consensus, uncertain_regions: uncertain }): PitchTruth => ({
		f0,
		notes: notes ?? consensus,
		uncertain
	}));

export interface PitchItem {
	readonly group: 'voice' | 'sax' | 'bass' | 'guitar' | 'flute' | 'violin';
	readonly path: string;
	readonly truth: PitchTruth;
	/** What the truth's clock is early by: found where both trackers agree with it best. */
	readonly shiftSeconds: number;
}

/**
 * Single voices of the data folder whose pitch is known. Left out: a guitar clip that holds no sound
 * (`guitar_guitarset_g_solo_2s`) and voices without a truth.
 */
const items: readonly (readonly [group: PitchItem['group'], name: string, shiftSeconds?: number])[] = [
	['voice', 'real/lead_mdb_reggae.flac'],
	['voice', 'real/lead_mdb_rock.flac'],
	['sax', 'real/sax_scale_eb_major.flac'],
	['bass', 'real/bass_mdb_reggae.flac'],
	['bass', 'real/bass_mdb_rock.flac'],
	['bass', 'performances/bass_finger_be_sharp.ogg'],
	['guitar', 'performances/guitar_steel_g_solo_119.ogg'],
	['flute', 'real/note_flute_c4.flac'],
	['violin', 'real/violin_bach_bwv1002_mov6_garner.ogg', 1.04],
	['violin', 'real/violin_bach_bwv1006_mov4_colbentson.ogg', 0.07]
];

/** Those that are there. */
export function pitchItems(folder: string): readonly PitchItem[] {
	return items
		.filter(([, path]) => existsSync(join(folder, path)))
		.map(([group, path, shiftSeconds = 0]) => {
			const truth = truthSchema.parse(JSON.parse(readFileSync(join(folder, path.replace(/\.\w+$/, '.json')), 'utf8')));
			return { group, path, truth, shiftSeconds };
		});
}
