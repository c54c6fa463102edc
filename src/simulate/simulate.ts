import { EventQueue, type Scheduled } from './queue.ts';

/** A world after something was done to it, and what follows from that by itself. */
export interface Reaction<World, Event> {
  readonly world: World;
  readonly scheduled: readonly Scheduled<Event>[];
}

/**
 * One kind of workload: its controller and the small world in which the controller lives. All three are pure.
 * `sync` is one sync of the real controller: the writes of that sync in the order of the API calls, none if it
 * would change nothing. `apply` is the only place where a write changes the world; `step` the only place where
 * time moves.
 */
export interface Controller<World, Command, Event> {
  readonly sync: (world: World) => readonly Command[];
  readonly apply: (world: World, command: Command) => Reaction<World, Event>;
  readonly step: (world: World, at: number, event: Event) => Reaction<World, Event>;
}

/**
 * One thing that happened: a write of the controller (`sync` counts the syncs which wrote), or a moment that passed.
 */
export interface Change<World, Command> {
  readonly before: World;
  readonly after: World;
  readonly command?: Command;
  readonly sync?: number;
}

export interface SimulateOptions<World, Command> {
  /** Syncs and moments together; a run which needs more is cut. */
  readonly stepsMax: number;
  /** Is told every change as it happens, in order. Nothing is kept, so that a long run stays small. */
  readonly observe: (change: Change<World, Command>) => void;
}

export interface Run<World> {
  readonly world: World;
  /** The bound was reached before the world was quiet. */
  readonly isCut: boolean;
  /** Syncs and moments together. */
  readonly stepsTaken: number;
}

/**
 * Syncs until the controller is quiet, then lets the next moment pass, until nothing can happen any more. The
 * real controllers are far quicker than pods: between two moments they always get to rest.
 */
export function simulate<World, Command, Event>(
  controller: Controller<World, Command, Event>,
  initial: Reaction<World, Event>,
  options: SimulateOptions<World, Command>,
): Run<World> {
  const queue = new EventQueue<Event>();
  let world = initial.world;
  let sync = 0;
  const take = (reaction: Reaction<World, Event>) => {
    for (const each of reaction.scheduled) queue.push(each);
    world = reaction.world;
  };
  take(initial);
  let stepsTaken = 0;
  for (; stepsTaken < options.stepsMax; stepsTaken += 1) {
    const commands = controller.sync(world);
    const before = world;
    if (commands.length > 0) {
      sync += 1;
      for (const command of commands) {
        const beforeCommand = world;
        take(controller.apply(beforeCommand, command));
        options.observe({ before: beforeCommand, after: world, command, sync });
      }
      continue;
    }
    const moment = queue.popMoment();
    if (moment === undefined) return { world, isCut: false, stepsTaken };
    for (const event of moment.events) take(controller.step(world, moment.at, event));
    options.observe({ before, after: world });
  }
  return { world, isCut: true, stepsTaken };
}
