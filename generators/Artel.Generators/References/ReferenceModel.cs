using System.Collections.Immutable;

namespace Artel.Generators;

/// <summary>A typed reference: what can be said to a process of a definition, and how one is started.</summary>
/// <param name="Namespace">Its namespace; empty for the global one.</param>
/// <param name="Name">Its name without <c>Ref</c>.</param>
/// <param name="FileName">The name of the generated file, without ending.</param>
/// <param name="Id">The definition's id.</param>
/// <param name="IsPublic">Whether other assemblies see it.</param>
/// <param name="Messages">The messages.</param>
/// <param name="Start">How one is started; null where an argument can't be named.</param>
/// <param name="Records">The records that it declares for tables of a Lua definition.</param>
/// <param name="Payloads">The types of a Lua definition, as payload types.</param>
internal sealed record ReferenceModel(
    string Namespace,
    string Name,
    string FileName,
    string Id,
    bool IsPublic,
    EquatableArray<MessageModel> Messages,
    StartModel? Start,
    EquatableArray<RecordModel> Records,
    EquatableArray<PayloadTypeModel> Payloads)
{
    /// <summary>The type's name.</summary>
    public string Type => Name + "Ref";
}

/// <summary>A message, as a method.</summary>
/// <param name="Name">The method's name.</param>
/// <param name="Topic">The topic.</param>
/// <param name="IsPublic">Whether other assemblies can name the types in it.</param>
/// <param name="Answer">The type of the answer; null where there is none.</param>
/// <param name="Parameters">The payload values.</param>
internal sealed record MessageModel(string Name, string Topic, bool IsPublic, string? Answer, EquatableArray<ReferenceParameter> Parameters);

/// <summary>How a process is started.</summary>
/// <param name="IsPublic">Whether other assemblies can name the types of the arguments.</param>
/// <param name="Parameters">The arguments.</param>
/// <param name="Result">The type of main's result; null where there is none.</param>
/// <param name="IsResultPublic">Whether other assemblies can name that type.</param>
internal sealed record StartModel(bool IsPublic, EquatableArray<ReferenceParameter> Parameters, string? Result, bool IsResultPublic);

/// <summary>A parameter of a method of a reference.</summary>
/// <param name="Name">Its name; not escaped.</param>
/// <param name="Type">Its type.</param>
/// <param name="Default">The expression of its default value; null when it has to be given.</param>
internal sealed record ReferenceParameter(string Name, string Type, string? Default)
{
    /// <summary>Leaves a default value only where nothing that has to be given follows: C# knows no others.</summary>
    public static EquatableArray<ReferenceParameter> Order(ImmutableArray<ReferenceParameter>.Builder parameters)
    {
        var hasToBeGiven = false;
        for (var i = parameters.Count - 1; i >= 0; i--)
        {
            if (parameters[i].Default is null)
                hasToBeGiven = true;
            else if (hasToBeGiven)
                parameters[i] = parameters[i] with { Default = null };
        }

        return new(parameters.ToImmutable());
    }

    /// <inheritdoc cref="Order(ImmutableArray{ReferenceParameter}.Builder)"/>
    public static EquatableArray<ReferenceParameter> Order(IEnumerable<ReferenceParameter> parameters)
    {
        var ordered = ImmutableArray.CreateBuilder<ReferenceParameter>();
        ordered.AddRange(parameters);
        return Order(ordered);
    }
}

/// <summary>A record for a table with fields.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Fields">Its fields.</param>
internal sealed record RecordModel(string Name, EquatableArray<ReferenceParameter> Fields);
