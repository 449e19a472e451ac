using Artel.Runtime;
using Artel.Security;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Primitives;

namespace Artel.Hosting;

/// <summary>
/// Keeps the policies as the configuration has them: a change is taken over whole, or, if anything is wrong in it, not at all. The mode and
/// the identity are those of the start as long as the runtime lives; a change of them is checked, and logged as one for the next start.
/// </summary>
internal sealed class SecurityReload : IDisposable
{
    private readonly IConfigurationSection _section;
    private readonly PolicyCatalog _catalog;
    private readonly ILogger _logger;
    private readonly Lock _gate = new();
    private readonly IDisposable _registration;
    private List<KeyValuePair<string, string?>> _text = [];

    /// <summary>The identity that processes have, and may not lose its policies; null where the configuration has none.</summary>
    private readonly IdentitySettings? _identity;

    /// <exception cref="InvalidOperationException">The configuration is wrong; the text begins with the path of the key.</exception>
    public SecurityReload(IConfigurationSection section, PolicyCatalog catalog, ILogger logger)
    {
        _section = section;
        _catalog = catalog;
        _logger = logger;

        // Listens before it reads, so that no change is between the two.
        lock (_gate)
        {
            _registration = ChangeToken.OnChange(section.GetReloadToken, Reload);
            try
            {
                Take();
                _identity = Settings.Identity;
            }
            catch
            {
                _registration.Dispose();
                throw;
            }
        }
    }

    /// <summary>What was read last and found right.</summary>
    public SecuritySettings Settings { get; private set; } = new();

    public void Dispose() => _registration.Dispose();

    private void Reload()
    {
        lock (_gate)
        {
            try
            {
                if (Take())
                    Log.PoliciesReloaded(_logger, Settings.Policies.Length, Settings.Groups.Length);
            }
            catch (Exception broken) when (broken is InvalidOperationException or ArgumentException or ProcessException)
            {
                Log.PoliciesNotReloaded(_logger, broken.Message);
            }
        }
    }

    /// <summary>Takes over what there is now; false where that is what there was: something else of the configuration has changed.</summary>
    private bool Take()
    {
        List<KeyValuePair<string, string?>> text = [.. _section.AsEnumerable()];
        if (text.SequenceEqual(_text))
            return false;

        // A file that is gone, or that can't be read for a moment, leaves its part of the configuration empty; that may not undo what is denied.
        if (!_section.Exists() && (Settings.Policies.Length > 0 || Settings.Groups.Length > 0))
            throw new InvalidOperationException($"{_section.Path}: it is gone.");
        var next = SecuritySettings.Read(_section);
        Apply(Settings, next);
        var before = _text;
        (Settings, _text) = (next, text);
        if (before.Count > 0)
        {
            WarnIfChanged("Mode", before);
            WarnIfChanged("Identity", before);
        }

        return true;
    }

    /// <summary>Says of a part that holds from the start that its change does not yet.</summary>
    private void WarnIfChanged(string key, List<KeyValuePair<string, string?>> before)
    {
        var path = ConfigurationPath.Combine(_section.Path, key);
        if (!PartOf(before).SequenceEqual(PartOf(_text)))
            Log.SecurityNeedsRestart(_logger, path);

        IEnumerable<KeyValuePair<string, string?>> PartOf(List<KeyValuePair<string, string?>> text) => text.Where(pair =>
            pair.Key.Equals(path, StringComparison.OrdinalIgnoreCase)
            || pair.Key.StartsWith(path + ConfigurationPath.KeyDelimiter, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>Replaces what the configuration had by what it has; what code has set stays.</summary>
    /// <exception cref="InvalidOperationException">
    /// There is a policy or group of the same id already, or a group or the identity names one that there is not.
    /// </exception>
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

        foreach (var identity in new[] { next.Identity, _identity })
        {
            var from = ReferenceEquals(identity, next.Identity) ? "" : ", which the identity has that is in force until the next start";
            if (identity?.Policies.FirstOrDefault(policy => !policies.ContainsKey(policy)) is { } noPolicy)
                throw new InvalidOperationException($"{identity.Path}:Policies: there is no policy '{noPolicy}'{from}.");
            if (identity?.Groups.FirstOrDefault(group => !groups.ContainsKey(group)) is { } noGroup)
                throw new InvalidOperationException($"{identity.Path}:Groups: there is no policy group '{noGroup}'{from}.");
        }

        return new PolicySnapshot { Policies = policies.ToImmutable(), Groups = groups.ToImmutable() };
    });
}
