/**
 * Must be imported before anything of Apollo: @apollo/gateway otherwise calls home when it is loaded,
 * and probes cloud metadata addresses.
 */
process.env['APOLLO_TELEMETRY_DISABLED'] = 'true';
