import { promisesOfBlmk } from './blmk.js';

await promisesOfBlmk('blmk-bedfordshire-luton');
