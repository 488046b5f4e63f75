import type { CouncilRecord } from '../messages/council-layout.js';
import type { Helper } from './council-record.js';

/** What was agreed with the person about their care, and what is to happen when it fails. */
export function plansOf({
  record,
  told,
  worker,
  reviewed,
  review,
  sister,
}: Helper): Readonly<Record<string, readonly CouncilRecord[]>> {
  const agreed = { Agreed: 'Yes', Agreed_With_Name: told.name, Agreed_With_Role: 'The person' };
  const responsible = {
    Review_Date: review,
    Responsible_For_Review: worker.name,
    Responsible_For_Review_Role: 'Social worker',
    Responsible_For_Review_Contact: worker.phone,
  };
  return {
    'about-me': [
      record('ABOUT', {
        What_Is_Most_Important_To_Me: told.pick([
          'Staying in my own home, and seeing my grandchildren on Sundays.',
          'My garden. If I cannot go out, open the window so that I can hear the birds.',
          'Being asked first, and not being rushed.',
        ]),
        People_Who_Are_Important_To_Me: `${sister.name}, who visits most days.`,
        How_I_Communicate_And_How_To_Communicate_With_Me: told.pick([
          'I hear better on the left. Face me and speak slowly.',
          'Large print, please; I forget what I am only told.',
        ]),
        My_Wellness: 'On a good day I walk to the shop with my frame.',
        Please_Do_And_Please_Dont: 'Please do knock and wait. Please do not move my chair.',
        How_And_When_To_Support_Me: 'In the mornings, with washing and dressing.',
        Also_Worth_Knowing_About_Me: told.pick(['I drove buses for thirty years.', 'I sang in the choir and still like music.']),
        Date: reviewed,
        Supported_To_Write_This_By: sister.name,
      }),
    ],
    'contingency-plans': [
      record('CONT', {
        Contingency_Plan_Name: `If ${sister.name} cannot come`,
        Trigger_Factors: 'Sister unwell|Sister away overnight',
        What_Should_Happen: 'Ring the duty desk|Home support twice a day until she is back',
        Contact_1_Name: 'Duty desk',
        Contact_1_Role: 'Social care duty team',
        Contact_1_Details: worker.phone,
        Contact_2_Name: sister.name,
        Contact_2_Role: 'Sister',
        Contact_2_Details: sister.phone,
        Coping_Strategy_1: 'Ring the sitting service',
        Early_Warning_Signs: 'Does not answer the telephone|Meals left uneaten',
        ...agreed,
        ...responsible,
        Plan_Updated: reviewed,
      }),
    ],
    'support-plans': [
      record('SUPP', {
        Support_Plan_Name: 'Hospital passport',
        Support_Plan_Content: 'Bring hearing aids and glasses. Needs a low bed and a light at night.',
        ...responsible,
        Plan_Updated: reviewed,
      }),
    ],
    'care-plans': [
      record('PLAN', {
        Need_1: 'Washing and dressing',
        Goal_1: 'To wash at the basin without help',
        Action_1: 'Home support each morning',
        Action_By_1: 'Fen Example Care',
        Action_By_Role_1: 'Care provider',
        Action_Status_1: 'Started',
        Goal_Status_1: 'In progress',
        Need_2: 'Company',
        Goal_2: 'To go to the lunch club on Wednesdays',
        Strengths: 'Determined|Knows all the neighbours',
        ...agreed,
        ...responsible,
        Plan_Updated: reviewed,
        Care_Funding_Source: 'Fully social care funded',
      }),
    ],
  };
}
