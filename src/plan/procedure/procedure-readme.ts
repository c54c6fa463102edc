import type { Procedure, ProcedureStep } from '../../schema/procedure.ts';

/** The steps for whoever does them: in Markdown, to be read beside the files. */
export function procedureReadme({ name, steps, remarks }: Procedure): string {
  const sections = steps.map(stepSection);
  const head = [
    `# ${name}`,
    '',
    'Do one step after the other, each when the one before has ended. With kubectl run the commands from this folder. In a GitOps',
    'repository commit the files of one step’s folder (not those in `patch` and `undo`) and wait until they are synced.',
    ...(remarks.length > 0 ? ['', ...remarks.map((remark) => `- ${remark}`)] : []),
  ];
  return `${[...head, ...sections.flatMap((section) => ['', ...section])].join('\n')}\n`;
}

function stepSection(step: ProcedureStep): readonly string[] {
  const { number, title, commands, verify, undo, gitOps } = step;
  return [
    `## ${number}. ${title.replaceAll(/\s+/g, ' ')}`,
    '',
    endText(step),
    ...commandBlock('Do:', commands),
    ...commandBlock('Check:', verify),
    ...commandBlock('Undo:', undo.commands),
    ...(commands.length > 0 ? ['', `GitOps: ${gitOps}`] : []),
  ];
}

function commandBlock(head: string, commands: readonly string[]): readonly string[] {
  return commands.length === 0 ? [] : ['', head, '', '```sh', ...commands, '```'];
}

function endText({ waitsFor, expectedSeconds, isPointOfNoReturn }: ProcedureStep): string {
  const end = {
    Nothing: 'Ends at once.',
    AvailablePods: `Ends when all its pods are available, expected after ${expectedSeconds ?? 0} s.`,
    Time: `Ends after ${expectedSeconds ?? 0} s.`,
    Person: 'Ends when a person decides to go on.',
  }[waitsFor];
  return isPointOfNoReturn ? `${end} **Point of no return:** the former version is not a command away after it.` : end;
}
