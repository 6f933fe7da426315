import { untrack } from 'svelte';
import type { LoopRange } from '$contracts/player.ts';
import { afterRepetition, beginTraining, type SpeedTrainer, type TrainerState } from '$core/practice/progress/index.ts';
import type { BeatGrid } from '$core/time/index.ts';
import type { Transport } from '../transport/transport.svelte.ts';
import { countInAt, toClicks, type Metronome } from './metronome.ts';

export interface PracticePlayerPorts {
	/** The beats of the song on the desk, as it is played; read in reactive code. */
	readonly grid: () => BeatGrid;
	/** From A4 = 440 Hz; read in reactive code. */
	readonly tuningCents: () => number;
	/** As it is kept; read in reactive code. */
	readonly metronome: () => Metronome;
	/** Told of every change of it, to be kept. */
	readonly onMetronome: (metronome: Metronome) => void;
}

/** How often a loop's coming round is looked for. */
const lookMs = 40;
/** A position told may be this much off. */
const slackSeconds = 0.25;

/** Playing as one practises: with a metronome on the song's own beats, a count-in, and a loop that gets faster by itself. */
export class PracticePlayer {
	readonly #transport: Transport;
	readonly #ports: PracticePlayerPorts;
	#trainer = $state.raw<SpeedTrainer | null>(null);
	#training = $state.raw<TrainerState | null>(null);
	#repetitions = $state(0);
	readonly #onRepetition = new Set<(accuracy: number | null) => void>();
	#score: () => number | null = () => null;

	constructor(transport: Transport, ports: PracticePlayerPorts) {
		this.#transport = transport;
		this.#ports = ports;
	}

	get metronome(): Metronome {
		return this.#ports.metronome();
	}
	/** What trains the speed, while it does. */
	get trainer(): SpeedTrainer | null {
		return this.#trainer;
	}
	get training(): TrainerState | null {
		return this.#training;
	}
	/** How often the loop came round since it was set. */
	get repetitions(): number {
		return this.#repetitions;
	}
	/** There are beats to click and to count. */
	get hasBeats(): boolean {
		return this.#ports.grid().beatsSeconds.length > 1;
	}

	setMetronome(change: Partial<Metronome>): void {
		this.#ports.onMetronome({ ...this.metronome, ...change });
	}

	/** Plays, after the count-in where one is wanted, or pauses. */
	toggle(): void {
		const transport = this.#transport;
		if (transport.isPlaying) transport.pause();
		else void this.play();
	}

	/** @param countInBars bars that are counted before */
	async play(countInBars = this.metronome.countInBars): Promise<void> {
		const transport = this.#transport;
		const { loop } = transport;
		const here = transport.positionSeconds();
		const isOutside = loop !== null && transport.isLooping && (here < loop.startSeconds || here >= loop.endSeconds);
		const from = isOutside ? loop.startSeconds : here;
		const countIn = countInAt(countInBars, this.#ports.grid(), from, transport.speed);
		await transport.play(countIn ?? undefined);
	}

	/** Loops what is marked, or the whole song, from slow to fast. */
	train(trainer: SpeedTrainer, wholeSong: LoopRange): void {
		const transport = this.#transport;
		if (transport.loop === null) transport.setLoop(wholeSong);
		transport.setLooping(true);
		this.#trainer = trainer;
		this.#training = beginTraining(trainer);
		transport.setSpeed(this.#training.speed);
	}

	stopTraining(): void {
		this.#trainer = null;
		this.#training = null;
	}

	/** Told how each repetition of the loop went. Answers a disposer. */
	onRepetition(listener: (accuracy: number | null) => void): () => void {
		this.#onRepetition.add(listener);
		return () => void this.#onRepetition.delete(listener);
	}

	/** @param score how the repetition went that is just over, 0 to 1; null where nothing was listened to. Answers a disposer. */
	scoreRepetitions(score: () => number | null): () => void {
		this.#score = score;
		return () => {
			this.#score = () => null;
		};
	}

	/** A repetition of the loop is over. @param accuracy 0 to 1; null where nothing is judged */
	endRepetition(accuracy: number | null): void {
		this.#repetitions++;
		for (const listener of this.#onRepetition) listener(accuracy);
		const [trainer, training] = [this.#trainer, this.#training];
		if (trainer === null || training === null) return;
		const next = afterRepetition(trainer, training, accuracy);
		this.#training = next;
		if (next.speed !== training.speed) this.#transport.setSpeed(next.speed);
		if (next.isDone && !training.isDone) this.#transport.pause();
	}

	/** Keeps clicks, tuning and training in step with the song. Call in an effect; it hands back what ends it. */
	watch(): () => void {
		const transport = this.#transport;
		$effect(() => {
			const clicks = toClicks(this.metronome, this.#ports.grid());
			untrack(() => transport.setClicks(clicks));
		});
		$effect(() => {
			const { voice, level } = this.metronome;
			untrack(() => transport.setClickSound(voice, level));
		});
		$effect(() => {
			const cents = this.#ports.tuningCents();
			untrack(() => transport.setTuning(cents));
		});
		$effect(() => {
			if (transport.loop !== null) return;
			untrack(() => this.stopTraining());
			this.#repetitions = 0;
		});
		$effect(() => {
			const { loop, isLooping, isPlaying } = transport;
			if (loop === null || !isLooping || !isPlaying) return;
			return this.#watchLoop(loop);
		});
		return () => this.stopTraining();
	}

	/** Playing on by as much as time passed, and a loop's length back: it came round. A seek within it is no repetition. */
	#watchLoop({ startSeconds, endSeconds }: LoopRange): () => void {
		const transport = this.#transport;
		let [last, lastMs] = [transport.positionSeconds(), performance.now()];
		const timer = setInterval(() => {
			const [now, nowMs] = [transport.positionSeconds(), performance.now()];
			const due = ((nowMs - lastMs) / 1000) * transport.speed;
			const moved = now - last + (endSeconds - startSeconds);
			if (now < last && Math.abs(moved - due) < slackSeconds) this.endRepetition(this.#score());
			[last, lastMs] = [now, nowMs];
		}, lookMs);
		return () => clearInterval(timer);
	}
}
