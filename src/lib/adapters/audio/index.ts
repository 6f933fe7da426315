export { WebAudioPlayer, type WebAudioPlayerOptions } from './web-audio-player.ts';
