import 'graphiql/setup-workers/vite';
import 'graphiql/style.css';
import './page.css';
import { createRoot } from 'react-dom/client';
import { Explorer } from './explorer.js';
import { askWhatThereIs } from './surroundings.js';

const root = createRoot(document.getElementById('page')!);
const surroundings = await askWhatThereIs();
root.render(<Explorer surroundings={surroundings} />);
