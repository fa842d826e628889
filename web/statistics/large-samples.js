// Lets Wilcoxon's test take more than fifty differences, by the library's normal approximation. For the command line.
import wilcoxon from '@stdlib/stats-wilcoxon';
import { useApproximation } from './wilcoxon.js';

useApproximation((differences) => wilcoxon(differences).pValue);
