using System.Globalization;
using Artel.Runtime;
using Artel.Security;
using Artel.Supervision;
using Microsoft.Extensions.Configuration;

namespace Artel.Hosting;

/// <summary>
/// Services as the configuration has them, in the section <c>Artel:Services</c>: each field that is there goes before what the code says.
/// Keys are written <c>StartTimeout</c> or <c>start_timeout</c>. Read by hand, without reflection; whatever is wrong is refused with the
/// path of the key.
/// </summary>
internal sealed class ServiceSettings
{
    private static readonly string[] Keys =
        ["Definition", "Host", "AutoStart", "StartTimeout", "StopTimeout", "StableThreshold", "Requires", "Restart", "Security"];

    private static readonly string[] RestartKeys = ["Policy", "InitialDelay", "MaxDelay", "BackoffFactor", "Jitter", "MaxAttempts"];
    private static readonly string[] SecurityKeys = ["Actor", "Groups", "Policies"];

    private readonly Dictionary<string, string> _paths = new(StringComparer.Ordinal);

    public static ServiceSettings None { get; } = new();

    /// <summary>Reads the section into the options of the services, and adds those that the code does not know.</summary>
    /// <exception cref="InvalidOperationException">Something is wrong; the text begins with the path of the key.</exception>
    public static ServiceSettings Read(IConfigurationSection section, Dictionary<string, ServiceOptions> services)
    {
        var settings = new ServiceSettings();

        // An id has a colon in it, which separates sections here: app:resizer is resizer in app.
        foreach (var space in section.GetChildren())
        {
            if (space.Value is { Length: > 0 })
                throw Wrong(space, "it is a text; a service's id, namespace:name, with its keys is needed");
            foreach (var service in space.GetChildren())
                settings.ReadService(service, $"{space.Key}:{service.Key}", services);
        }

        return settings;
    }

    /// <summary>Where a field of a service is said: the path of the key, or the call that added the service.</summary>
    public string PathOf(string service, string field)
    {
        if (_paths.TryGetValue($"{service} {field}", out var path))
            return path;
        var group = field.Split(':');
        if (group.Length == 2 && _paths.TryGetValue($"{service} {group[0]}", out var around))
            return $"{around}:{group[1]}";

        // No AddService has said it either, if there is none.
        return field == "Definition" && _paths.TryGetValue(service, out var whole)
            ? $"{whole}:{field}"
            : $"AddService(\"{service}\"), {field.Replace(":", ".", StringComparison.Ordinal)}";
    }

    private void ReadService(IConfigurationSection section, string id, Dictionary<string, ServiceOptions> services)
    {
        if (!ProcessDefinition.IsValidId(id))
            throw Wrong(section, $"'{id}' is not a service id; an id reads namespace:name");
        var fields = Fields(section, Keys, id, prefix: "");
        _paths[id] = section.Path;
        if (!services.TryGetValue(id, out var options))
            services[id] = options = new ServiceOptions(id);

        foreach (var (name, field) in fields)
        {
            switch (name)
            {
                case "Definition":
                    options.Definition = Text(field);
                    break;
                case "Host":
                    options.Host = Text(field);
                    break;
                case "AutoStart":
                    options.AutoStart = bool.TryParse(Text(field), out var starts) ? starts : throw Wrong(field, $"'{field.Value}' is neither true nor false");
                    break;
                case "StartTimeout":
                    options.StartTimeout = Duration(field);
                    break;
                case "StopTimeout":
                    options.StopTimeout = Duration(field);
                    break;
                case "StableThreshold":
                    options.StableThreshold = Duration(field);
                    break;
                case "Requires":
                    options.SetRequired(Texts(field));
                    break;
                case "Restart":
                    ReadRestart(field, id, options.Restart);
                    break;
                default:
                    ReadSecurity(field, id, options);
                    break;
            }
        }
    }

    private void ReadRestart(IConfigurationSection section, string id, RestartOptions options)
    {
        foreach (var (name, field) in Fields(section, RestartKeys, id, "Restart:"))
        {
            switch (name)
            {
                case "Policy":
                    options.Policy = RestartPolicyNames.TryParse(Text(field), out var policy)
                        ? policy
                        : throw Wrong(field, $"'{field.Value}' is no restart policy; there are {RestartPolicyNames.All}");
                    break;
                case "InitialDelay":
                    options.InitialDelay = Duration(field);
                    break;
                case "MaxDelay":
                    options.MaxDelay = Duration(field);
                    break;
                case "BackoffFactor":
                    options.BackoffFactor = Number(field);
                    break;
                case "Jitter":
                    options.Jitter = Number(field);
                    break;
                default:
                    options.MaxAttempts = int.TryParse(Text(field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var count)
                        ? count
                        : throw Wrong(field, $"'{field.Value}' is no whole number");
                    break;
            }
        }
    }

    private void ReadSecurity(IConfigurationSection section, string id, ServiceOptions options)
    {
        foreach (var (name, field) in Fields(section, SecurityKeys, id, "Security:"))
        {
            switch (name)
            {
                case "Actor":
                    options.Actor = new Actor(Text(field));
                    break;
                case "Groups":
                    options.Groups = Texts(field);
                    break;
                default:
                    options.Policies = Texts(field);
                    break;
            }
        }
    }

    /// <summary>The keys of a section, by the names that are documented; each is known, and there once.</summary>
    private List<(string Name, IConfigurationSection Section)> Fields(IConfigurationSection section, string[] known, string id, string prefix)
    {
        if (section.Value is { Length: > 0 })
            throw Wrong(section, $"it is a text; there are the keys {string.Join(", ", known)}");
        var fields = new List<(string Name, IConfigurationSection Section)>();
        foreach (var child in section.GetChildren())
        {
            var bare = child.Key.Replace("_", "", StringComparison.Ordinal);
            var name = Array.Find(known, key => key.Equals(bare, StringComparison.OrdinalIgnoreCase))
                ?? throw Wrong(child, $"there is no such key; there are {string.Join(", ", known)}");
            if (fields.Exists(field => field.Name == name))
                throw Wrong(child, $"{name} is there twice");
            fields.Add((name, child));
            _paths[$"{id} {prefix}{name}"] = child.Path;
        }

        return fields;
    }

    private static string Text(IConfigurationSection section) => section.Value switch
    {
        null => throw Wrong(section, "it is no text"),
        "" => throw Wrong(section, "it is empty"),
        var text => text,
    };

    /// <summary>A list of texts; one text is a list of one, and a key without a value an empty list.</summary>
    private static IReadOnlyList<string> Texts(IConfigurationSection section) => section.Value switch
    {
        { Length: > 0 } text => [text],
        _ => [.. section.GetChildren().Select(static child => int.TryParse(child.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _)
            ? Text(child)
            : throw Wrong(child, "a list of texts is needed, and its keys are numbers"))],
    };

    private static TimeSpan Duration(IConfigurationSection section)
    {
        var text = Text(section);
        return DurationSetting.TryParse(text, out var duration) ? duration : throw Wrong(section, $"'{text}' {DurationSetting.Refusal}");
    }

    private static double Number(IConfigurationSection section) =>
        double.TryParse(Text(section), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : throw Wrong(section, $"'{section.Value}' is no number");

    private static InvalidOperationException Wrong(IConfigurationSection section, string what) => new($"{section.Path}: {what}.");
}
