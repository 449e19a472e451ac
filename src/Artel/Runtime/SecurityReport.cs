using Artel.Security;
using Microsoft.Extensions.Logging;

namespace Artel.Runtime;

/// <summary>What the log is told of security at the start.</summary>
internal static class SecurityReport
{
    public static void Write(ILogger logger, SecuritySetup setup, IReadOnlyCollection<ProcessDefinition> definitions)
    {
        var policies = setup.Rules.Catalog.Current;
        var declaring = definitions.Count(static definition => definition.Permissions is not null);
        Log.SecurityMode(
            logger, setup.Rules.Mode.ToString(), setup.Why, declaring, definitions.Count, policies.Policies.Count, policies.Groups.Count);

        // Without any policy a permissive application needs none.
        if (setup.Rules.Mode == SecurityMode.Permissive && policies.Policies.IsEmpty)
            return;
        var allows = policies.Policies.Values.SelectMany(static policy => policy.Statements).Where(static statement => statement.Allows).ToList();
        foreach (var definition in definitions.OrderBy(static definition => definition.Id, StringComparer.Ordinal))
        {
            foreach (var permission in definition.Permissions ?? [])
            {
                var action = new TextPattern(permission.Action);
                var resource = new TextPattern(permission.Resource);
                if (!allows.Exists(statement => statement.MayApply(action, resource)))
                    Log.NobodyGrants(logger, definition.Id, permission.Action, permission.Resource);
            }
        }
    }
}
