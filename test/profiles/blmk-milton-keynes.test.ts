import { promisesOfBlmk } from './blmk.js';

await promisesOfBlmk('blmk-milton-keynes');
