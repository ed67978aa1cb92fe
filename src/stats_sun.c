#include "trygghetskarta/stats.h"

#include <math.h>

#define DEGREE (3.14159265358979323846 / 180)

double tk_stats_sun_height(double moment, double latitude, double longitude)
{
    double days = moment / 86400 + 2440587.5 - 2451545; /* since noon of 1 January 2000 */
    double t = days / 36525;
    double mean_longitude = 280.46646 + t * (36000.76983 + t * 0.0003032);
    double anomaly = (357.52911 + t * (35999.05029 - t * 0.0001537)) * DEGREE;
    double centre = (1.914602 - t * (0.004817 + t * 0.000014)) * sin(anomaly) +
                    (0.019993 - t * 0.000101) * sin(2 * anomaly) + 0.000289 * sin(3 * anomaly);
    double node = (125.04 - 1934.136 * t) * DEGREE;
    double ecliptic = (mean_longitude + centre - 0.00569 - 0.00478 * sin(node)) * DEGREE;
    double obliquity = (23.43929111 - t * (0.013004167 + t * (1.639e-7 - t * 5.036e-7)) +
                        0.00256 * cos(node)) *
                       DEGREE;
    double ascension = atan2(cos(obliquity) * sin(ecliptic), cos(ecliptic));
    double declination = asin(sin(obliquity) * sin(ecliptic));
    double sidereal = 280.46061837 + 360.98564736629 * days + 0.000387933 * t * t;
    double hour = (sidereal + longitude) * DEGREE - ascension;
    double north = latitude * DEGREE;
    return asin(sin(north) * sin(declination) + cos(north) * cos(declination) * cos(hour)) /
           DEGREE;
}
