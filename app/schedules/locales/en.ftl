## Scheduling
detail-past = this time has passed
detail-too-far = at most two years ahead
