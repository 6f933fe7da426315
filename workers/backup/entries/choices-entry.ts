import { z } from 'zod';
import { deviceChoiceSchema, type DeviceChoice } from '$contracts/devices/device-choice.ts';
import { backupLimits, choicesName, parseJson } from '$formats/backup/index.ts';
import { corrupt } from './entry-faults.ts';

const choicesEntrySchema = z.object({ choices: z.array(deviceChoiceSchema).max(backupLimits.maxChoices) });

/** `choices.json`: what was chosen on the device. */
export function toChoicesText(choices: readonly DeviceChoice[]): string {
	return JSON.stringify({ choices });
}

/** What each choice means is parsed where it is taken over. @throws UserFixableError `backupCorrupt` for anything that does not fit */
export function fromChoicesText(text: string): readonly DeviceChoice[] {
	const parsed = choicesEntrySchema.safeParse(parseJson(text));
	if (!parsed.success) throw corrupt(choicesName, parsed.error.issues[0]?.message ?? 'does not fit');
	const { choices } = parsed.data;
	if (new Set(choices.map(({ key }) => key)).size < choices.length) throw corrupt(choicesName, 'holds a choice twice');
	return choices;
}
