export { wecom } from './customers.ts';
export { wecomRobot } from './robot.ts';
