namespace Artel.Security;

/// <summary>What an application's security is made of, when the runtime starts.</summary>
/// <param name="Rules">The mode and the policies.</param>
/// <param name="Identity">What processes act with that are spawned by code in no process.</param>
/// <param name="Why">Why the mode is what it is, for the log.</param>
/// <param name="Reload">Follows the configuration; null where there is none.</param>
internal sealed record SecuritySetup(SecurityRules Rules, SecurityIdentity Identity, string Why, IDisposable? Reload);
