using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Artel.Analyzers;

/// <summary>What the policies allow that the project's settings files name, under <c>Artel:Security:Policies</c>.</summary>
internal sealed class GrantedPermissions
{
    private readonly List<(List<string> Actions, List<string> Resources)> _allowed = [];
    private readonly List<string> _files = [];

    /// <summary>The files that the policies are in, for messages.</summary>
    public string Files => string.Join(", ", _files);

    /// <summary>Null where the project gives no policies to the compiler.</summary>
    public static GrantedPermissions? Read(AnalyzerOptions options, CancellationToken cancellationToken)
    {
        var granted = new GrantedPermissions();
        foreach (var file in options.AdditionalFiles)
        {
            var name = Path.GetFileName(file.Path);
            if (!name.StartsWith("appsettings", StringComparison.OrdinalIgnoreCase) || !name.EndsWith(".json", StringComparison.OrdinalIgnoreCase) ||
                file.GetText(cancellationToken) is not { } text ||
                Member(Member(Member(SettingsReader.Read(text.ToString()), "Artel"), "Security"), "Policies") is not List<object?> policies)
            {
                continue;
            }

            granted._files.Add(name);
            foreach (var policy in policies)
                if (Member(policy, "Effect") is string effect && effect.Equals("allow", StringComparison.OrdinalIgnoreCase))
                    granted._allowed.Add((Texts(Member(policy, "Actions")), Texts(Member(policy, "Resources"))));
        }

        return granted._files.Count == 0 ? null : granted;
    }

    /// <summary>True where a policy allows a part of it, its conditions aside.</summary>
    public bool Include(DeclaredPermission permission) => _allowed.Exists(policy =>
        policy.Actions.Exists(action => TextPattern.Overlap(action, permission.Action))
        && policy.Resources.Exists(resource => TextPattern.Overlap(resource, permission.Resource)));

    private static object? Member(object? value, string name) =>
        value is Dictionary<string, object?> members && members.TryGetValue(name, out var member) ? member : null;

    /// <summary>One text may stand without an array around it.</summary>
    private static List<string> Texts(object? value) => value switch
    {
        string text => [text],
        List<object?> list => [.. list.OfType<string>()],
        _ => [],
    };
}
