import {
	playerProcessorName,
	type BankSound,
	type CountInFrames,
	type FromPlayer,
	type FromReader,
	type TrackUse,
	type PlayerProcessorOptions,
	type ToPlayer,
	type ToReader
} from '../src/lib/contracts/workers/playback.contract.ts';
import { ringMemory, SampleRing } from '../src/lib/core/playback/index.ts';
import { NotePlayer } from './note-player.ts';
import { ClickPlayer } from './click-player.ts';
import { clickSounds } from './click-sounds.ts';
import { CountIn } from './count-in.ts';
import { NoteSynth } from './note-synth.ts';
import { PlaybackHead, type RingCue } from './playback-head.ts';
import { StretchEngine } from '../src/lib/dsp/stretch/index.ts';
import { StretchedHead, type HeardBreak } from './stretch/stretched-head.ts';
import { TrackNotes } from './tracks/track-notes.ts';

/** Without shared memory the reader is told what was read this often: 0.19 s. */
const quantaBetweenReports = 64;
const mostAuditions = 8;

/** Output 0 is the recording and output 1 the notes, both stereo; output 2 the metronome; output 3, in stereo, the tracks. */
class PlayerProcessor extends AudioWorkletProcessor {
	readonly #rings: readonly SampleRing[];
	readonly #isShared: boolean;
	readonly #head: StretchedHead;
	readonly #clicks = new ClickPlayer(clickSounds('click', sampleRate));
	readonly #countIn = new CountIn(this.#clicks);
	#isStretchWanted = false;
	#isTrackStretchWanted = false;
	#semitones = 0;
	#tuningCents = 0;
	#notes: NotePlayer | null = null;
	#synth: NoteSynth | null = null;
	#trackNotes: TrackNotes | null = null;
	#reader: MessagePort | null = null;
	#isAlive = true;
	#quanta = 0;
	#auditionCount = 0;
	readonly #auditionPitches = new Uint8Array(mostAuditions);
	readonly #auditionEnds = new Float64Array(mostAuditions);

	constructor({ processorOptions }: { readonly processorOptions: PlayerProcessorOptions }) {
		super();
		this.#isShared = processorOptions.rings !== null;
		this.#rings = (processorOptions.rings ?? [ringMemory(false), ringMemory(false)]).map((memory) => new SampleRing(memory));
		this.#head = new StretchedHead(new PlaybackHead(this.#rings));
		const early: ToPlayer[] = [];
		this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => void early.push(data);
		void NoteSynth.start(sampleRate).then((synth) => {
			this.#synth = synth;
			this.#notes = new NotePlayer(synth, sampleRate);
			this.#trackNotes = new TrackNotes(synth, sampleRate);
			this.port.onmessage = ({ data }: MessageEvent<ToPlayer>) => this.#obey(data);
			for (const message of early) this.#obey(message);
			this.#say({ kind: 'ready' });
		});
	}

	process(_inputs: Float32Array[][], outputs: Float32Array[][]): boolean {
		const [recordingLeft, recordingRight] = outputs[0] ?? [];
		const [notesLeft, notesRight] = outputs[1] ?? [];
		if (recordingLeft === undefined || recordingRight === undefined) return this.#isAlive;
		const frames = recordingLeft.length;
		if (this.#countIn.isOver(frames)) this.#head.release();
		this.#head.render(recordingLeft, recordingRight);
		const back = this.#head.takeCue();
		if (back !== null) this.#ask(back);
		if (notesLeft !== undefined && notesRight !== undefined) {
			this.#endAuditions();
			this.#notes?.render(this.#head, notesLeft, notesRight, frames);
		}
		const [tracksLeft, tracksRight] = outputs[3] ?? [];
		if (tracksLeft !== undefined && tracksRight !== undefined) this.#renderTracks(tracksLeft, tracksRight, frames);
		const clicks = outputs[2]?.[0];
		if (clicks !== undefined) this.#clicks.render(this.#head, clicks);
		this.#sayBreaks(frames);
		if (!this.#isShared && ++this.#quanta % quantaBetweenReports === 0) this.#reportRead();
		return this.#isAlive;
	}

	#renderTracks(left: Float32Array, right: Float32Array, frames: number): void {
		const { tracks } = this.#head;
		for (let i = 0; i < frames; i++) {
			left[i] = tracks.left[i] ?? 0;
			right[i] = tracks.right[i] ?? 0;
		}
		this.#trackNotes?.render(this.#head, left, right, frames);
	}

	#obey(message: ToPlayer): void {
		const head = this.#head;
		switch (message.kind) {
			case 'open':
				this.#reader?.close();
				this.#reader = message.reader;
				if (this.#reader !== null) this.#reader.onmessage = ({ data }: MessageEvent<FromReader>) => this.#receive(data);
				return this.#ask(head.open(message.request, message.frameCount, message.reader !== null));
			case 'resize':
				return this.#ask(head.resize(message.request, message.frameCount));
			case 'play':
				return this.#play(message.countIn);
			case 'pause':
				this.#countIn.stop();
				return head.pause();
			case 'jump':
				return this.#ask(head.jump(message.request, message.frame));
			case 'loop':
				return this.#ask(head.setLoop(message.request, message.loop));
			case 'speed':
				head.setSpeed(message.speed);
				return this.#openStretch();
			case 'pitch':
				this.#semitones = message.semitones;
				head.setPitch(message.semitones);
				this.#tune();
				return this.#openStretch();
			case 'tuning':
				this.#tuningCents = message.cents;
				return this.#tune();
			case 'levels':
				return this.#synth?.setLevels(message.levels);
			case 'clicks':
				return this.#clicks.setClicks(message.clicks);
			case 'clickVoice':
				return this.#clicks.setSounds(clickSounds(message.voice, sampleRate));
			case 'notes':
				return this.#notes?.setNotes(message.notes);
			case 'tracks':
				this.#setTracks(message.request, message.uses);
				return head.tracks.setGains(message.gains);
			case 'trackGains':
				return head.tracks.setGains(message.gains);
			case 'trackNotes':
				return this.#trackNotes?.setNotes(message.notes, message.channelCount, message.levels);
			case 'trackNoteLevels':
				return this.#trackNotes?.setLevels(message.levels);
			case 'bank':
				return this.#tryBank(message.bankId, message.bytes);
			case 'sample':
				return this.#synth?.addSample(message.bankId, message.sample);
			case 'sounds':
				return this.#chooseSounds(message.ticket, message.sounds);
			case 'audition':
				return this.#audition(message.pitchMidi, message.velocity, message.durationFrames);
			case 'close':
				this.#isAlive = false;
				this.#reader?.close();
				this.#trackNotes?.close();
				this.#trackNotes = null;
				this.#synth?.close();
				this.#synth = null;
				this.#notes = null;
		}
	}

	#ask({ generation, slot, sequence }: RingCue): void {
		this.#reader?.postMessage({ kind: 'cue', generation, slot, sequence } satisfies ToReader);
	}

	#receive(message: FromReader): void {
		const ring = this.#rings[message.slot];
		const { tracks } = this.#head;
		if (message.kind === 'begin') {
			for (const lane of message.lanes) tracks.ringOf(lane, message.slot)?.begin(message.generation);
			ring?.begin(message.generation);
		} else if (ring?.holds(message.generation) && ring.freeFrames >= message.left.length) {
			for (const { lane, left, right } of message.tracks) tracks.ringOf(lane, message.slot)?.write(left, right, left.length);
			ring.write(message.left, message.right, message.left.length);
		}
	}

	#reportRead(): void {
		const sounding = this.#head.sounding;
		const ring = sounding === null ? undefined : this.#rings[sounding.slot];
		if (sounding === null || ring === undefined) return;
		this.#reader?.postMessage({ kind: 'read', generation: sounding.generation, readFrames: ring.readFrames } satisfies ToReader);
	}

	#play(countIn: CountInFrames | null): void {
		if (countIn !== null) {
			this.#countIn.start(countIn);
			this.#say({ kind: 'counting', contextFrame: currentFrame });
		}
		this.#head.play(countIn !== null);
	}

	#setTracks(request: number, uses: readonly TrackUse[]): void {
		const cue = this.#head.refresh(request);
		const lanes = uses.map(({ lane, isNew, rings }) => ({
			lane,
			isNew,
			rings: (rings ?? [ringMemory(false), ringMemory(false)]).map((memory) => new SampleRing(memory))
		}));
		this.#head.tracks.setLanes(lanes, cue.generation);
		this.#ask(cue);
		if (this.#isStretchWanted) this.#openTrackStretch();
	}

	#openTrackStretch(): void {
		if (this.#isTrackStretchWanted || !this.#head.tracks.isOn) return;
		this.#isTrackStretchWanted = true;
		void StretchEngine.open(sampleRate).then(
			(engine) => this.#head.equipTracks(engine),
			(error: unknown) => this.#say({ kind: 'stretchFailed', reason: String(error) })
		);
	}

	/** The engine is compiled when it is wanted for the first time. */
	#openStretch(): void {
		this.#openTrackStretch();
		if (this.#isStretchWanted) return;
		this.#isStretchWanted = true;
		void StretchEngine.open(sampleRate).then(
			(engine) => this.#head.equip(engine),
			(error: unknown) => this.#say({ kind: 'stretchFailed', reason: String(error) })
		);
	}

	#tune(): void {
		const semitones = Math.round(this.#semitones);
		const cents = (this.#semitones - semitones) * 100 + this.#tuningCents;
		this.#synth?.setPitch(semitones, cents);
		this.#trackNotes?.setPitch(semitones, cents);
	}

	/** Breaks are rare; only they cost a message. */
	#sayBreaks(frames: number): void {
		const head = this.#head;
		if (head.didBreak) this.#sayAnchor(head.heardBreak, currentFrame);
		if (!head.didEnd) return;
		this.#sayAnchor(head.endBreak, currentFrame + frames);
		this.#say({ kind: 'ended', request: head.sounding?.request ?? 0 });
	}

	#sayAnchor(sounding: HeardBreak | null, contextFrame: number): void {
		if (sounding !== null) this.#say({ kind: 'anchor', anchor: { ...sounding, contextFrame }, isStarved: this.#head.isStarved });
	}

	#tryBank(bankId: string, bytes: ArrayBuffer): void {
		try {
			this.#synth?.addBank(bankId, bytes);
		} catch (error) {
			this.#say({ kind: 'soundFailed', ticket: 0, reason: String(error) });
		}
	}

	#chooseSounds(ticket: number, sounds: readonly BankSound[]): void {
		try {
			this.#notes?.silence();
			this.#synth?.choose(sounds);
			this.#trackNotes?.setSounds(sounds);
			this.#say({ kind: 'sound', ticket });
		} catch (error) {
			this.#say({ kind: 'soundFailed', ticket, reason: String(error) });
		}
	}

	#audition(pitchMidi: number, velocity: number, durationFrames: number): void {
		if (this.#auditionCount === mostAuditions) this.#endAudition(0);
		this.#auditionPitches[this.#auditionCount] = pitchMidi;
		this.#auditionEnds[this.#auditionCount++] = currentFrame + durationFrames;
		this.#synth?.audition(pitchMidi, velocity);
	}

	#endAuditions(): void {
		for (let i = this.#auditionCount - 1; i >= 0; i--) {
			if ((this.#auditionEnds[i] ?? 0) <= currentFrame) this.#endAudition(i);
		}
	}

	#endAudition(index: number): void {
		this.#synth?.endAudition(this.#auditionPitches[index] ?? 0);
		this.#auditionCount--;
		this.#auditionPitches.copyWithin(index, index + 1);
		this.#auditionEnds.copyWithin(index, index + 1);
	}

	#say(message: FromPlayer): void {
		this.port.postMessage(message);
	}
}

registerProcessor(playerProcessorName, PlayerProcessor);
