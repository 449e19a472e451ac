using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Artel.Hosting;

/// <summary>
/// Keeps the policies as the configuration has them: a change is taken over whole, or, if anything is wrong in it, not at all. The mode and
/// the identity are read at the start only.
/// </summary>
internal sealed class SecurityReload : IDisposable
{
    private readonly IConfigurationSection _section;
    private readonly PolicyCatalog _catalog;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly IDisposable _registration;
    private SecuritySettings _settings;

    public SecurityReload(IConfigurationSection section, SecuritySettings settings, PolicyCatalog catalog, ILogger logger)
    {
        _section = section;
        _settings = settings;
        _catalog = catalog;
        _logger = logger;
        Apply(SecuritySettingsNone, settings);
        _registration = ChangeToken.OnChange(section.GetReloadToken, Reload);
    }

    private static SecuritySettings SecuritySettingsNone { get; } = new();

    public void Dispose() => _registration.Dispose();

    private void Reload()
    {
        lock (_gate)
        {
            try
            {
                var next = SecuritySettings.Read(_section);
                Apply(_settings, next);
                _settings = next;
                Log.PoliciesReloaded(_logger, next.Policies.Length, next.Groups.Length);
            }
            catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or ProcessException)
            {
                Log.PoliciesNotReloaded(_logger, broken.Message);
            }
        }
    }

    /// <summary>Replaces what the configuration had by what it has; what code has set stays.</summary>
    /// <exception cref="InvalidOperationException">There is a policy or group of the same id already, or a group names one that there is not.</exception>
    private void Apply(SecuritySettings old, SecuritySettings next) => _catalog.Change(current =>
    {
        var policies = current.Policies.RemoveRange(old.Policies.Select(static policy => policy.Id)).ToBuilder();
        foreach (var policy in next.Policies)
        {
            if (!policies.TryAdd(policy.Id, policy))
                throw new InvalidOperationException($"{_section.Path}:Policies: there are two policies with the id '{policy.Id}'.");
        }

        var groups = current.Groups.RemoveRange(old.Groups.Select(static group => group.Id)).ToBuilder();
        foreach (var (id, members) in next.Groups)
        {
            if (!groups.TryAdd(id, members))
                throw new InvalidOperationException($"{_section.Path}:Groups: there are two groups with the id '{id}'.");
        }

        foreach (var (id, members) in groups)
        {
            if (members.FirstOrDefault(member => !policies.ContainsKey(member)) is { } unknown)
                throw new InvalidOperationException($"{_section.Path}:Groups: group '{id}' names the policy '{unknown}', which there is not.");
        }

        return new PolicySnapshot { Policies = policies.ToImmutable(), Groups = groups.ToImmutable() };
    });
}
