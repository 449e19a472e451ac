using System.Collections.Immutable;
using Artel.Security;
using Microsoft.Extensions.Configuration;

namespace Artel.Hosting;

/// <summary>
/// The security of an application as its configuration has it, in the section <c>Artel:Security</c>. Read by hand, without reflection;
/// whatever is wrong is refused with the path of the key.
/// </summary>
internal sealed class SecuritySettings
{
    private static readonly string[] Keys = ["Mode", "Policies", "Groups", "Identity"];
    private static readonly string[] PolicyKeys = ["Id", "Effect", "Actions", "Resources", "Conditions"];
    private static readonly string[] ConditionKeys = ["Field", "Operator", "Value", "ValueFrom"];
    private static readonly string[] GroupKeys = ["Id", "Policies"];
    private static readonly string[] IdentityKeys = ["Actor", "Policies", "Groups"];

    /// <summary>The mode; null where it is not said.</summary>
    public SecurityMode? Mode { get; private init; }

    public ImmutableArray<Policy> Policies { get; private init; } = [];

    public ImmutableArray<(string Id, ImmutableArray<string> Policies)> Groups { get; private init; } = [];

    /// <summary>What processes act with that are spawned by code in no process; null where it is not said.</summary>
    public IdentitySettings? Identity { get; private init; }

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the text begins with the path of the key.</exception>
    public static SecuritySettings Read(IConfigurationSection section)
    {
        VerifyKeys(section, Keys);
        var identity = section.GetSection("Identity");
        return new SecuritySettings
        {
            Mode = ReadMode(section.GetSection("Mode")),
            Policies = [.. section.GetSection("Policies").GetChildren().Select(ReadPolicy)],
            Groups = [.. section.GetSection("Groups").GetChildren().Select(ReadGroup)],
            Identity = identity.Exists() ? ReadIdentity(identity) : null,
        };
    }

    private static SecurityMode? ReadMode(IConfigurationSection section) => section.Value switch
    {
        null => null,
        var text when text.Equals("strict", StringComparison.OrdinalIgnoreCase) => SecurityMode.Strict,
        var text when text.Equals("permissive", StringComparison.OrdinalIgnoreCase) => SecurityMode.Permissive,
        var text => throw Wrong(section, $"'{text}' is no mode; there are strict and permissive"),
    };

    private static Policy ReadPolicy(IConfigurationSection section)
    {
        VerifyKeys(section, PolicyKeys);
        var effect = section.GetSection("Effect");
        var allows = effect.Value switch
        {
            "allow" => true,
            "deny" => false,
            null => throw Wrong(effect, "it is missing; there are allow and deny"),
            var other => throw Wrong(effect, $"'{other}' is no effect; there are allow and deny"),
        };
        var actions = ReadTexts(section.GetSection("Actions"));
        if (actions.IsEmpty)
            throw Wrong(section.GetSection("Actions"), "there is no action");
        try
        {
            return Policy.Create(ReadText(section.GetSection("Id")), policy =>
            {
                policy = allows ? policy.Allow(actions.AsSpan()) : policy.Deny(actions.AsSpan());
                policy.On(ReadTexts(section.GetSection("Resources")).AsSpan());
                foreach (var condition in section.GetSection("Conditions").GetChildren())
                    AddCondition(policy, condition);
            });
        }
        catch (ArgumentException bad)
        {
            throw new InvalidOperationException($"{section.Path}: {bad.Message}", bad);
        }
    }

    private static void AddCondition(PolicyBuilder policy, IConfigurationSection section)
    {
        VerifyKeys(section, ConditionKeys);
        var field = ReadText(section.GetSection("Field"));
        var name = ReadText(section.GetSection("Operator"));
        if (!ConditionOperatorNames.TryParse(name, out var op))
            throw Wrong(section.GetSection("Operator"), $"'{name}' is no operator; there are {ConditionOperatorNames.All}");
        try
        {
            if (section.GetSection("ValueFrom").Value is { } valueFrom)
                policy.WhenField(field, op, valueFrom);
            else
                policy.When(field, op, ReadValue(section.GetSection("Value")));
        }
        catch (ArgumentException bad)
        {
            throw new InvalidOperationException($"{section.Path}: {bad.Message}", bad);
        }
    }

    private static object? ReadValue(IConfigurationSection section)
    {
        if (section.Value is { } text)
            return new ConfiguredText(text);
        return section.Exists() ? ReadTexts(section).Select(static text => new ConfiguredText(text)).ToArray<object?>() : null;
    }

    private static (string Id, ImmutableArray<string> Policies) ReadGroup(IConfigurationSection section)
    {
        VerifyKeys(section, GroupKeys);
        return (ReadText(section.GetSection("Id")), ReadTexts(section.GetSection("Policies")));
    }

    private static IdentitySettings ReadIdentity(IConfigurationSection section)
    {
        VerifyKeys(section, IdentityKeys);
        return new IdentitySettings(
            section.Path,
            new Actor(ReadText(section.GetSection("Actor"))),
            ReadTexts(section.GetSection("Policies")),
            ReadTexts(section.GetSection("Groups")));
    }

    private static string ReadText(IConfigurationSection section) => section.Value switch
    {
        null => throw Wrong(section, "it is missing"),
        "" => throw Wrong(section, "it is empty"),
        var text => text,
    };

    /// <summary>A list of texts; one text is a list of one.</summary>
    private static ImmutableArray<string> ReadTexts(IConfigurationSection section) =>
        section.Value is { Length: > 0 } ? [ReadText(section)] : [.. section.GetChildren().Select(ReadText)];

    private static void VerifyKeys(IConfigurationSection section, string[] known)
    {
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw Wrong(child, $"there is no such key; there are {string.Join(", ", known)}");
        }
    }

    private static InvalidOperationException Wrong(IConfigurationSection section, string what) => new($"{section.Path}: {what}.");
}

/// <summary>An identity as the application names it.</summary>
/// <param name="Path">Where it is said, for errors.</param>
/// <param name="Actor">The actor.</param>
/// <param name="Policies">The ids of policies.</param>
/// <param name="Groups">The ids of groups.</param>
internal sealed record IdentitySettings(string Path, Actor Actor, ImmutableArray<string> Policies, ImmutableArray<string> Groups);
