/** `scr profile`: what a profile says, and whether it can be meant. */
import { Command } from 'commander';
import { profileCheckCommand } from './profile-check.js';
import { profileExplainCommand } from './profile-explain.js';

export function profileCommand(): Command {
  return new Command('profile')
    .description('The rules, partners and datasets of a shared care record.')
    .addCommand(profileCheckCommand())
    .addCommand(profileExplainCommand());
}
