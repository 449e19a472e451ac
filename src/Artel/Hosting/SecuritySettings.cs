using System.Collections.Immutable;
using System.Globalization;
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
            Policies = [.. ReadList(section.GetSection("Policies")).Select(ReadPolicy)],
            Groups = [.. ReadList(section.GetSection("Groups")).Select(ReadGroup)],
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
                if (Has(section, "Resources"))
                    policy.On(ReadResources(section.GetSection("Resources")).AsSpan());
                foreach (var condition in ReadList(section.GetSection("Conditions")))
                    AddCondition(policy, condition);
            });
        }
        catch (ArgumentException bad)
        {
            throw Refused(section, bad);
        }
    }

    private static void AddCondition(PolicyBuilder policy, IConfigurationSection section)
    {
        VerifyKeys(section, ConditionKeys);
        var field = ReadText(section.GetSection("Field"));
        var name = ReadText(section.GetSection("Operator"));
        if (!ConditionOperatorNames.TryParse(name, out var op))
            throw Wrong(section.GetSection("Operator"), $"'{name}' is no operator; there are {ConditionOperatorNames.All}");
        var valueFrom = section.GetSection("ValueFrom");
        if (Has(section, "ValueFrom") && Has(section, "Value"))
            throw Wrong(valueFrom, "there is a Value too; use one of them");
        try
        {
            if (Has(section, "ValueFrom"))
                policy.WhenField(field, op, ReadText(valueFrom));
            else
                policy.When(field, op, ReadValue(section.GetSection("Value")));
        }
        catch (ArgumentException bad)
        {
            throw Refused(section, bad);
        }
    }

    private static object? ReadValue(IConfigurationSection section)
    {
        if (section.Value is { } text)
            return new ConfiguredText(text);
        var texts = ReadTexts(section);
        return texts.IsEmpty ? null : texts.Select(static text => new ConfiguredText(text)).ToArray<object?>();
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

    /// <summary>The resources, where they are named: an empty list may not come to mean all.</summary>
    private static ImmutableArray<string> ReadResources(IConfigurationSection section)
    {
        var resources = ReadTexts(section);
        return resources.IsEmpty ? throw Wrong(section, "there is no resource; leave the key out for all") : resources;
    }

    /// <summary>A list of texts; one text is a list of one.</summary>
    private static ImmutableArray<string> ReadTexts(IConfigurationSection section)
    {
        if (section.Value is { Length: > 0 } text)
            return section.GetChildren().Any() ? throw Wrong(section, "it is a text and a list") : [text];
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var child in section.GetChildren())
        {
            if (!int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _))
                throw Wrong(child, "a list of texts is needed, and its keys are numbers");
            texts.Add(ReadText(child));
        }

        return texts.ToImmutable();
    }

    /// <summary>A list of sections.</summary>
    private static IEnumerable<IConfigurationSection> ReadList(IConfigurationSection section) =>
        section.Value is { Length: > 0 } ? throw Wrong(section, "it is a text; a list is needed") : section.GetChildren();

    private static bool Has(IConfigurationSection section, string key) =>
        section.GetChildren().Any(child => child.Key.Equals(key, StringComparison.OrdinalIgnoreCase));

    private static void VerifyKeys(IConfigurationSection section, string[] known)
    {
        if (section.Value is { Length: > 0 })
            throw Wrong(section, $"it is a text; there are the keys {string.Join(", ", known)}");
        foreach (var child in section.GetChildren())
        {
            if (!known.Contains(child.Key, StringComparer.OrdinalIgnoreCase))
                throw Wrong(child, $"there is no such key; there are {string.Join(", ", known)}");
        }
    }

    private static InvalidOperationException Wrong(IConfigurationSection section, string what) => new($"{section.Path}: {what}.");

    /// <summary>What the policy itself refuses; the parameter's name says nothing to who wrote the configuration.</summary>
    private static InvalidOperationException Refused(IConfigurationSection section, ArgumentException bad) =>
        new($"{section.Path}: {bad.Message.Replace($" (Parameter '{bad.ParamName}')", "", StringComparison.Ordinal)}", bad);
}

/// <summary>An identity as the application names it.</summary>
/// <param name="Path">Where it is said, for errors.</param>
/// <param name="Actor">The actor.</param>
/// <param name="Policies">The ids of policies.</param>
/// <param name="Groups">The ids of groups.</param>
internal sealed record IdentitySettings(string Path, Actor Actor, ImmutableArray<string> Policies, ImmutableArray<string> Groups);
